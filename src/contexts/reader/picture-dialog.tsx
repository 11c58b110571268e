/** A picture, as large as the window lets it be, with the words that belong to it. */
import { say } from '../../ui/words';
import type { Picture, ReaderModel } from './model';
import { Sheet } from './sheet';

export function PictureDialog({ model, picture: { address, alt, words } }: { readonly model: ReaderModel; readonly picture: Picture }) {
  const close = (): void => {
    model.picture.value = undefined;
  };
  return (
    <Sheet kind="over-large" title={say('picture')} onClose={close}>
      <figure>
        <img src={address} alt={alt} />
        {words !== '' && <figcaption dir="auto">{words}</figcaption>}
      </figure>
    </Sheet>
  );
}
