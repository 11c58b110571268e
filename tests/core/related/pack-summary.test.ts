import { holdAbove } from './pack';

holdAbove('summary', { ndcg: 0.348, kept: 0.76, hit1: 0.235, hit3: 0.42 });
