// A register tile is `tall` rows of one factor by `wide` vectors of the other: as many sums as
// registers hold beside the operands, and never fewer than the latency of a multiply-add wants.
// TILES(T) lists all as T(wide, tall). FOLDED_TILES(T) are those of folded products, which have more
// operands (see product_tiles.h). Included once per instruction set.
#ifndef MOST_WIDE
#define MOST_WIDE 4
#define MOST_TALL 14
#define UP_TO_3(T, wide) T(wide, 1) T(wide, 2) T(wide, 3)
#define UP_TO_4(T, wide) UP_TO_3(T, wide) T(wide, 4)
#define UP_TO_6(T, wide) UP_TO_4(T, wide) T(wide, 5) T(wide, 6)
#define UP_TO_7(T, wide) UP_TO_6(T, wide) T(wide, 7)
#define UP_TO_8(T, wide) UP_TO_7(T, wide) T(wide, 8)
#define UP_TO_9(T, wide) UP_TO_8(T, wide) T(wide, 9)
#define UP_TO_12(T, wide) UP_TO_9(T, wide) T(wide, 10) T(wide, 11) T(wide, 12)
#define UP_TO_14(T, wide) UP_TO_12(T, wide) T(wide, 13) T(wide, 14)
#endif

#undef TILES
#undef FOLDED_TILES
#if REGISTERS == 32
enum { FN(widest) = 4 };
static const int FN(tallest)[] = {0, 14, 12, 8, 6}; // by width
#define TILES(T) UP_TO_14(T, 1) UP_TO_12(T, 2) UP_TO_8(T, 3) UP_TO_6(T, 4)
enum { FN(widest_folded) = 3 };
static const int FN(tallest_folded)[] = {0, 12, 9, 7};
#define FOLDED_TILES(T) UP_TO_12(T, 1) UP_TO_9(T, 2) UP_TO_7(T, 3)
#else
enum { FN(widest) = 3 };
static const int FN(tallest)[] = {0, 8, 6, 4};
#define TILES(T) UP_TO_8(T, 1) UP_TO_6(T, 2) UP_TO_4(T, 3)
enum { FN(widest_folded) = 2 };
static const int FN(tallest_folded)[] = {0, 6, 3};
#define FOLDED_TILES(T) UP_TO_6(T, 1) UP_TO_3(T, 2)
#endif
