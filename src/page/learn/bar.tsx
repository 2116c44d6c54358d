/** A bar of a share of the most, as a picture: styles in elements are not allowed here. */
import type { JSX } from 'preact';

export const Bar = ({ share }: { readonly share: number }): JSX.Element => (
  <svg class="learn-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    <rect width="100" height="10" class="ground" />
    <rect width={100 * Math.min(1, Math.max(0, share))} height="10" class="bar" />
  </svg>
);
