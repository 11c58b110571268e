/** How much of a page's pictures a saved copy keeps. */
import { COPY_MEGABYTES } from '../../core/settings';
import { say } from '../../ui/words';
import type { OptionsModel } from './model';

export function PicturesChoice({ model }: { readonly model: OptionsModel }) {
  return (
    <section aria-labelledby="pictures">
      <h2 id="pictures">{say('picturesHeading')}</h2>
      <p>{say('picturesMeans')}</p>
      <div class="choices" role="radiogroup" aria-labelledby="pictures">
        {COPY_MEGABYTES.map((megabytes) => (
          <label class="check" key={megabytes}>
            <input
              type="radio"
              name="pictures"
              value={megabytes}
              checked={model.settings.value.copyMegabytes === megabytes}
              onChange={() => void model.setCopyMegabytes(megabytes)}
            />
            {megabytes === 0 ? say('picturesNone') : say('picturesUpTo', { megabytes })}
          </label>
        ))}
      </div>
    </section>
  );
}
