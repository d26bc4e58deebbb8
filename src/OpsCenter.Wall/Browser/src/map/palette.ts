/** Steel by brightness: the more a grid asks for attention, the lighter it is. None of the four legal colours. */
export const fills = {
  outside: '#0f1822',
  quiet: '#1c2938',
  some: '#30506f',
  levels: ['#30506f', '#82abd2', '#a3c8e8', '#f2f7fc'],
} as const;

export const lines = { inner: '#647d96', outer: '#8fa5bb', chosen: '#ffffff' } as const;

/** One shape a level, beside its brightness and its word. */
export const shapes = ['', '●', '◆', '▲'] as const;
