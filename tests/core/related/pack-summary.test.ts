import { holdAbove } from './pack';

holdAbove('summary', { ndcg: 0.35, kept: 0.765, hit1: 0.235, hit3: 0.42 });
