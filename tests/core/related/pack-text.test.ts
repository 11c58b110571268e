import { holdAbove } from './pack';

holdAbove('text', { ndcg: 0.453, kept: 0.765, hit1: 0.263, hit3: 0.464 });
