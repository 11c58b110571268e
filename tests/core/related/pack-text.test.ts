import { holdAbove } from './pack';

holdAbove('text', { ndcg: 0.452, kept: 0.79, hit1: 0.265, hit3: 0.46 });
