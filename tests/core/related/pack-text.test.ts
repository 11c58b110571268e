import { holdAbove } from './pack';

holdAbove('text', { ndcg: 0.446, kept: 0.78, hit1: 0.26, hit3: 0.455 });
