import { expect, test } from 'vitest';
import { isChore } from '../../../src/core/related/chores';

test.each([
  'https://mail.example.org/u/0/',
  'https://webmail.example.org/read?id=7',
  'https://online-banking.example/',
  'https://www.bank.example.org/news/rates',
  'https://shop.example/checkout/step-2',
  'https://shop.example/de/cart',
  'https://example.org/wp-admin/post.php',
  'https://console.example.com/',
])('%s is a chore', (address) => expect(isChore(address)).toBe(true));

test.each([
  'https://example.org/blog/order-in-chaos',
  'https://essays.example/on-mail',
  'https://riverbank.example/notes',
  'https://example.org/2024/admin',
  'https://mailchimp.example/blog/accounts-of-the-sea',
  'https://example.bank/essays/rates',
  'not an address',
])('%s is none', (address) => expect(isChore(address)).toBe(false));
