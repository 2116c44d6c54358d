// A Vulkan layer that records and submits nothing: pipelines are compiled by the driver, commands are dropped, fences are always signalled.
// With it a WebGPU implementation runs whole on a driver that has no hardware (see null-amd).
// Source and licence: see null-amd.
#include <vulkan/vulkan.h>
#include <vulkan/vk_layer.h>
#include <string.h>
#include <stdlib.h>
static PFN_vkGetInstanceProcAddr nextI; static PFN_vkGetDeviceProcAddr nextD; static VkInstance theInstance;
static void nothing(void) {}
static VkResult ok(void) { return VK_SUCCESS; }
static VkResult VKAPI_CALL queryResults(VkDevice d, VkQueryPool p, uint32_t f, uint32_t c, size_t n, void* data, VkDeviceSize s, VkQueryResultFlags fl) { memset(data, 0, n); return VK_SUCCESS; }
static VkResult VKAPI_CALL createInstance(const VkInstanceCreateInfo* ci, const VkAllocationCallbacks* a, VkInstance* out) {
  VkLayerInstanceCreateInfo* l = (void*)ci->pNext; while (l && !(l->sType == VK_STRUCTURE_TYPE_LOADER_INSTANCE_CREATE_INFO && l->function == VK_LAYER_LINK_INFO)) l = (void*)l->pNext;
  nextI = l->u.pLayerInfo->pfnNextGetInstanceProcAddr; l->u.pLayerInfo = l->u.pLayerInfo->pNext;
  PFN_vkCreateInstance f = (void*)nextI(0, "vkCreateInstance"); VkResult r = f(ci, a, out); theInstance = *out; return r; }
static VkResult VKAPI_CALL createDevice(VkPhysicalDevice pd, const VkDeviceCreateInfo* ci, const VkAllocationCallbacks* a, VkDevice* out) {
  VkLayerDeviceCreateInfo* l = (void*)ci->pNext; while (l && !(l->sType == VK_STRUCTURE_TYPE_LOADER_DEVICE_CREATE_INFO && l->function == VK_LAYER_LINK_INFO)) l = (void*)l->pNext;
  nextD = l->u.pLayerInfo->pfnNextGetDeviceProcAddr; PFN_vkGetInstanceProcAddr gi = l->u.pLayerInfo->pfnNextGetInstanceProcAddr; l->u.pLayerInfo = l->u.pLayerInfo->pNext;
  PFN_vkCreateDevice f = (void*)gi(theInstance, "vkCreateDevice"); return f(pd, ci, a, out); }
static uint64_t made = 1000;
static VkResult VKAPI_CALL createHandle(VkDevice d, const void* ci, const VkAllocationCallbacks* a, uint64_t* out) { *out = ++made; return VK_SUCCESS; }
static VkResult VKAPI_CALL counterValue(VkDevice d, uint64_t s, uint64_t* v) { *v = ~0ull; return VK_SUCCESS; }
static VkResult VKAPI_CALL getFenceFd(VkDevice d, const void* i, int* fd) { *fd = -1; return VK_SUCCESS; }
// Memory is the host's: one heap, one type; buffers are never bound, descriptors never written.
static VkResult VKAPI_CALL allocate(VkDevice d, const VkMemoryAllocateInfo* ci, const VkAllocationCallbacks* a, VkDeviceMemory* out) { void* p = calloc(1, ci->allocationSize); if (!p) return VK_ERROR_OUT_OF_DEVICE_MEMORY; *(void**)out = p; return VK_SUCCESS; }
static void VKAPI_CALL release(VkDevice d, void* m, const VkAllocationCallbacks* a) { free(m); }
static VkResult VKAPI_CALL mapMemory(VkDevice d, char* m, VkDeviceSize o, VkDeviceSize n, VkMemoryMapFlags f, void** out) { *out = m + o; return VK_SUCCESS; }
static void oneHeap(VkPhysicalDeviceMemoryProperties* p) { memset(p, 0, sizeof *p); p->memoryTypeCount = 1; p->memoryTypes[0].propertyFlags = VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT | VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT | VK_MEMORY_PROPERTY_HOST_CACHED_BIT; p->memoryHeapCount = 1; p->memoryHeaps[0].size = 24ull << 30; p->memoryHeaps[0].flags = VK_MEMORY_HEAP_DEVICE_LOCAL_BIT; }
static void VKAPI_CALL memoryProperties(VkPhysicalDevice pd, VkPhysicalDeviceMemoryProperties* p) { oneHeap(p); }
static void VKAPI_CALL memoryProperties2(VkPhysicalDevice pd, VkPhysicalDeviceMemoryProperties2* p) { oneHeap(&p->memoryProperties); }
static void VKAPI_CALL bufferNeeds(VkDevice d, VkBuffer b, VkMemoryRequirements* r) { ((PFN_vkGetBufferMemoryRequirements)nextD(d, "vkGetBufferMemoryRequirements"))(d, b, r); r->memoryTypeBits = 1; if (!r->alignment) r->alignment = 256; }
static void VKAPI_CALL bufferNeeds2(VkDevice d, const VkBufferMemoryRequirementsInfo2* i, VkMemoryRequirements2* r) { ((PFN_vkGetBufferMemoryRequirements2)nextD(d, "vkGetBufferMemoryRequirements2"))(d, i, r); r->memoryRequirements.memoryTypeBits = 1; }
static VkResult VKAPI_CALL allocateSets(VkDevice d, const VkDescriptorSetAllocateInfo* i, uint64_t* out) { for (uint32_t k = 0; k < i->descriptorSetCount; k++) out[k] = ++made; return VK_SUCCESS; }
static PFN_vkVoidFunction mine(const char* n);
VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL nothing_GetDeviceProcAddr(VkDevice d, const char* n) { PFN_vkVoidFunction m = mine(n); return m ? m : nextD(d, n); }
VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL nothing_GetInstanceProcAddr(VkInstance i, const char* n) { PFN_vkVoidFunction m = mine(n); return m ? m : nextI(i, n); }
static PFN_vkVoidFunction mine(const char* n) {
  if (!strcmp(n, "vkGetInstanceProcAddr")) return (void*)nothing_GetInstanceProcAddr;
  if (!strcmp(n, "vkGetDeviceProcAddr")) return (void*)nothing_GetDeviceProcAddr;
  if (!strcmp(n, "vkCreateInstance")) return (void*)createInstance;
  if (!strcmp(n, "vkCreateDevice")) return (void*)createDevice;
  if (!strncmp(n, "vkCmd", 5)) return (void*)nothing;
  if (!strcmp(n, "vkGetQueryPoolResults")) return (void*)queryResults;
  if (!strcmp(n, "vkCreateFence") || !strcmp(n, "vkCreateSemaphore")) return (void*)createHandle;
  if (!strcmp(n, "vkDestroyFence") || !strcmp(n, "vkDestroySemaphore")) return (void*)nothing;
  if (!strcmp(n, "vkGetSemaphoreCounterValue") || !strcmp(n, "vkGetSemaphoreCounterValueKHR")) return (void*)counterValue;
  if (!strcmp(n, "vkAllocateMemory")) return (void*)allocate;
  if (!strcmp(n, "vkFreeMemory")) return (void*)release;
  if (!strcmp(n, "vkMapMemory")) return (void*)mapMemory;
  if (!strcmp(n, "vkGetPhysicalDeviceMemoryProperties")) return (void*)memoryProperties;
  if (!strcmp(n, "vkGetPhysicalDeviceMemoryProperties2") || !strcmp(n, "vkGetPhysicalDeviceMemoryProperties2KHR")) return (void*)memoryProperties2;
  if (!strcmp(n, "vkGetBufferMemoryRequirements")) return (void*)bufferNeeds;
  if (!strcmp(n, "vkGetBufferMemoryRequirements2") || !strcmp(n, "vkGetBufferMemoryRequirements2KHR")) return (void*)bufferNeeds2;
  if (!strcmp(n, "vkCreateDescriptorPool")) return (void*)createHandle;
  if (!strcmp(n, "vkAllocateDescriptorSets")) return (void*)allocateSets;
  if (!strcmp(n, "vkDestroyDescriptorPool") || !strcmp(n, "vkUpdateDescriptorSets") || !strcmp(n, "vkUnmapMemory")) return (void*)nothing;
  if (!strcmp(n, "vkGetFenceFdKHR")) return (void*)getFenceFd;
  static const char* oks[] = { "vkBeginCommandBuffer", "vkEndCommandBuffer", "vkResetCommandBuffer", "vkResetCommandPool", "vkQueueSubmit", "vkQueueSubmit2", "vkQueueSubmit2KHR", "vkWaitForFences", "vkGetFenceStatus", "vkQueueWaitIdle", "vkDeviceWaitIdle", "vkResetFences", "vkWaitSemaphores", "vkWaitSemaphoresKHR", "vkSignalSemaphore", "vkBindBufferMemory", "vkBindBufferMemory2", "vkFreeDescriptorSets", "vkResetDescriptorPool", "vkFlushMappedMemoryRanges", "vkInvalidateMappedMemoryRanges", 0 };
  for (int k = 0; oks[k]; k++) if (!strcmp(n, oks[k])) return (void*)ok;
  return 0; }
VKAPI_ATTR VkResult VKAPI_CALL vkNegotiateLoaderLayerInterfaceVersion(VkNegotiateLayerInterface* v) { v->loaderLayerInterfaceVersion = 2; v->pfnGetInstanceProcAddr = nothing_GetInstanceProcAddr; v->pfnGetDeviceProcAddr = nothing_GetDeviceProcAddr; v->pfnGetPhysicalDeviceProcAddr = 0; return VK_SUCCESS; }
