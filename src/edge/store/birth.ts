/** What a library is given once, when it is new: the device that writes it and the moment it began. */
import { isDevice } from '../../core/library/stamp';
import type { Database } from './database';

/** A library that has both keeps both, and nothing is written. */
export async function giveBirth(db: Database, now: number, newDevice: () => string): Promise<void> {
  const [device, createdAt] = await Promise.all([db.get('ledger', 'device'), db.get('ledger', 'createdAt')]);
  if (isDevice(device) && typeof createdAt === 'number') return;
  const tx = db.transaction('ledger', 'readwrite', { durability: 'strict' });
  await Promise.all([
    tx.store.put(isDevice(device) ? device : newDevice(), 'device'),
    tx.store.put(typeof createdAt === 'number' ? createdAt : now, 'createdAt'),
    tx.done,
  ]);
}
