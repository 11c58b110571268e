/** What the icon in the toolbar says of new essays. */
import type { Badge } from '../../core/settings';
import { type Phrase, say } from '../../ui/words';
import type { OptionsModel } from './model';

const CHOICES: readonly (readonly [badge: Badge, words: Phrase])[] = [
  ['number', 'iconBadgeNumber'],
  ['dot', 'iconBadgeDot'],
  ['off', 'iconBadgeOff'],
];

export function IconChoice({ model }: { readonly model: OptionsModel }) {
  return (
    <section aria-labelledby="icon">
      <h2 id="icon">{say('iconHeading')}</h2>
      <p>{say('iconMeans')}</p>
      <div class="choices" role="radiogroup" aria-labelledby="icon">
        {CHOICES.map(([badge, words]) => (
          <label class="check" key={badge}>
            <input
              type="radio"
              name="badge"
              value={badge}
              checked={model.settings.value.badge === badge}
              onChange={() => void model.setBadge(badge)}
            />
            {say(words)}
          </label>
        ))}
      </div>
    </section>
  );
}
