import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linksOf } from '../contract/chain';
import { hashOfText } from '../contract/hash';
import { nativeHash, nativeLinkHash } from './native-hash';

it('a server hashes as a page does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat(2 ** 24)), (text, proof) => {
      expect(Buffer.from(nativeHash(text))).toEqual(Buffer.from(hashOfText(text)));
      const blocks = [{ measured: [] }, { measured: [], proof }];
      const owner = { nonce: text, publicKey: 'key' };
      expect(linksOf(owner, blocks, nativeLinkHash)).toEqual(linksOf(owner, blocks));
    }),
  );
});
