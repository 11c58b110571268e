import { holdAbove } from './pack';

holdAbove('text', { ndcg: 0.448, kept: 0.76, hit1: 0.255, hit3: 0.45 });
