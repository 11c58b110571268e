import { holdAbove } from './pack';

holdAbove('summary', { ndcg: 0.342, kept: 0.8, hit1: 0.23, hit3: 0.415 });
