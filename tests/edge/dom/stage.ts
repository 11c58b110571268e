/** Puts a fixture page into the test's own document, as a browser would have loaded it, and clears it away again. */

/** A link of a fixture leads nowhere: the runner lives in this document. */
document.addEventListener('click', (event) => event.target instanceof Element && event.target.closest('a') && event.preventDefault());

export function stage(html: string): void {
  const page = new DOMParser().parseFromString(html, 'text/html');
  document.title = page.title;
  for (const name of ['lang', 'dir']) document.documentElement.setAttribute(name, page.documentElement.getAttribute(name) ?? '');
  for (const left of document.head.querySelectorAll('meta[property], style.staged')) left.remove();
  document.head.append(...page.head.querySelectorAll('meta[property]'));
  for (const style of page.head.querySelectorAll('style')) {
    style.className = 'staged';
    document.head.append(style);
  }
  document.body.className = page.body.className;
  document.body.replaceChildren(...page.body.childNodes);
  window.scrollTo(0, 0);
}

export function clear(): void {
  stage('<!doctype html><title></title>');
}
