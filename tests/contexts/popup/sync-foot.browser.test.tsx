import '../../../src/contexts/popup/popup.css';
import { expect, test } from 'vitest';
import { page as screen } from 'vitest/browser';
import { popupModel } from '../../../src/contexts/popup/model';
import { Popup } from '../../../src/contexts/popup/popup';
import { expectNoViolations, mount } from '../../ui/mount';
import { bundled, fakeNeeds } from './fakes';

test('the foot says in one line what is wrong with the server that keeps machines the same, and leads to where it can be helped', async () => {
  await screen.viewport(384, 560);
  const { needs } = fakeNeeds(bundled());
  let opened = 0;
  const model = popupModel({
    ...needs,
    openSync: () => {
      opened += 1;
    },
    reads: { ...needs.reads, syncTrouble: async () => ({ kind: 'refused' as const }) },
  });
  mount(<Popup model={model} />, 'popup');
  await model.start();
  await expect.element(screen.getByText('The server does not take this name and password.')).toBeVisible();
  await expectNoViolations();
  await screen.getByRole('button', { name: 'Open Options' }).click();
  expect(opened).toBe(1);
});
