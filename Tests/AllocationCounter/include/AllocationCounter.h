#include <stddef.h>

/// How often this process has asked for memory; −1 where nobody counts.
long allocation_calls(void);
