import { holdAbove } from './pack';

holdAbove('text', { ndcg: 0.451, kept: 0.78, hit1: 0.265, hit3: 0.46 });
