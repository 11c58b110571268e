import { holdAbove } from './pack';

holdAbove('text', { ndcg: 0.452, kept: 0.785, hit1: 0.265, hit3: 0.46 });
