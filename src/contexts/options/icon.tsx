/** What the icon in the toolbar says of new essays. */
import type { Badge } from '../../core/settings';
import type { OptionsModel } from './model';

const CHOICES: readonly (readonly [badge: Badge, words: string])[] = [
  ['number', 'How many are new since the list was last looked at'],
  ['dot', 'A dot where something is new'],
  ['off', 'Nothing'],
];

export function IconChoice({ model }: { readonly model: OptionsModel }) {
  return (
    <section aria-labelledby="icon">
      <h2 id="icon">The icon</h2>
      <p>What it shows of new essays. Each source can be left out, on the page “Sources”.</p>
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
            {words}
          </label>
        ))}
      </div>
    </section>
  );
}
