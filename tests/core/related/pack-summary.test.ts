import { holdAbove } from './pack';

holdAbove('summary', { ndcg: 0.35, kept: 0.79, hit1: 0.235, hit3: 0.425 });
