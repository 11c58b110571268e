import { holdAbove } from './pack';

holdAbove('text', { ndcg: 0.453, kept: 0.765, hit1: 0.265, hit3: 0.465 });
