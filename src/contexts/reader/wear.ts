/** Puts a look on the page, as classes and variables that reader.css knows. The content security policy lets no style attribute through, only this. */
import type { ReaderLook } from '../../core/reader-look';

export function wear(root: HTMLElement, { face, size, measure, lineHeight, paper, isJustified, hasMarks }: ReaderLook): void {
  Object.assign(root.dataset, { face, paper });
  root.classList.toggle('is-justified', isJustified);
  root.classList.toggle('without-marks', !hasMarks);
  root.style.setProperty('--size', `${size}px`);
  root.style.setProperty('--measure', `${measure}ch`);
  root.style.setProperty('--leading', String(lineHeight));
}
