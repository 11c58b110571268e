/** "Report a problem": the text that helps to find it, for a person to copy and send where they like. */
import { say } from '../../ui/words';
import type { OptionsModel } from './model';

export function Report({ model }: { readonly model: OptionsModel }) {
  const text = model.report.value;
  return (
    <section aria-labelledby="report">
      <h2 id="report">{say('reportHeading')}</h2>
      <p>{say('reportMeans')}</p>
      <textarea class="details" aria-label={say('reportDetails')} readOnly rows={text.split('\n').length + 2} value={text} />
      <button type="button" class="button-plain" onClick={() => void model.copyReport()}>
        {say('copy')}
      </button>
    </section>
  );
}
