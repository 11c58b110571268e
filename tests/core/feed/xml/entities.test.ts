import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { declaredEntities, decodedText, decodeEntities, repairAmpersands } from '../../../../src/core/feed/xml/entities';

const none = () => declaredEntities('');

describe('references', () => {
  test.each([
    ['&lt;p class=&quot;x&quot;&gt;R&amp;D &amp;lt;T&amp;gt;&lt;/p&gt;', '<p class="x">R&D &lt;T&gt;</p>'],
    ['&amp;amp;lt; &&amp;&lt; &#38;lt; &#x26;amp;', '&amp;lt; &&< &lt; &amp;'],
    ['caf&eacute;&nbsp;&#8212; AT&T &copy=2 &nosuch;', 'café\u00a0— AT&T &copy=2 &nosuch;'],
    ['&#150; &#0; &#xd800; &#1114112;', '– \ufffd \ufffd \ufffd'],
  ])('%s', (raw, text) => {
    expect(decodedText(raw, none())).toBe(text);
  });

  test('the quick way comes to what the whole decoder says', () => {
    const piece = fc.constantFrom(
      ...['&', '&amp;', '&lt;', '&gt;', '&quot;', '&apos;', '&nbsp;', '&#39;', '&#x27;', '&#151;', '&eacute;', '&me;', '&copy'],
      ...['amp;', 'lt;', 'quot;', '#', ';', 'x', '<', '>', '"', 'é', '&no;', '&#xd800;'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const raw = pieces.join('');
        const declared = () => declaredEntities('<!ENTITY me "Ines">');
        expect(decodedText(raw, declared())).toBe(decodeEntities(repairAmpersands(raw, declared())));
      }),
      { numRuns: 2_000 },
    );
  });
});
