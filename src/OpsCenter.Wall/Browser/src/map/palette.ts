/** Steel by brightness: the more a grid asks for attention, the lighter it is. None of the four legal colours. */
export const fills = {
  outside: '#111a25',
  quiet: '#1d2a39',
  some: '#2b4056',
  levels: ['#2b4056', '#5f8ab3', '#a3c8e8', '#f2f7fc'],
} as const;

export const lines = { inner: '#3d5066', outer: '#8fa5bb', chosen: '#ffffff' } as const;

/** One shape a level, beside its brightness and its word. */
export const shapes = ['', '●', '◆', '▲'] as const;
