/** "Report a problem": the text that helps to find it, for a person to copy and send where they like. */
import type { OptionsModel } from './model';

export function Report({ model }: { readonly model: OptionsModel }) {
  const text = model.report.value;
  return (
    <section aria-labelledby="report">
      <h2 id="report">Report a problem</h2>
      <p>Copy these details into your report. Nothing is sent by itself, and they name no site and no essay.</p>
      <textarea class="details" aria-label="Details for a report" readOnly rows={text.split('\n').length + 2} value={text} />
      <button type="button" class="button-plain" onClick={() => void model.copyReport()}>
        Copy
      </button>
    </section>
  );
}
