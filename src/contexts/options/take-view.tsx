/** Taking things along: all that is saved, in a form that others read. The full backup has its own place, below. */
import { FormatChoice } from '../../ui/format-choice';
import { say } from '../../ui/words';
import type { OptionsModel } from './model';
import { Beam } from './restore-view';

export function Take({ model: { taking } }: { readonly model: OptionsModel }) {
  const share = taking.share.value;
  return (
    <section aria-labelledby="take">
      <h2 id="take">{say('takeHeading')}</h2>
      <p>{say('takeMeans')}</p>
      <FormatChoice taking={taking} />
      <p class="backup-acts">
        <button type="button" class="button-plain" disabled={share !== undefined} onClick={() => void taking.take(undefined)}>
          {say('takeAll')}
        </button>
      </p>
      {share !== undefined && <Beam words={say('takeGoing')} share={share} />}
    </section>
  );
}
