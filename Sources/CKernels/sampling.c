#define KERNEL "sampling.c"
#include "each_instruction_set.h"
#ifdef LANES

static void FN(sample_rows)(ck_matrix x, long height, long width, ck_matrix points, ck_matrix y) {
    for (long i = 0; i < y.rows; i++) {
        const float *point = points.start + i * points.stride;
        const float row = point[0], column = point[1];
        const float *from[4] = {x.start, x.start, x.start, x.start};
        float weights[4] = {0, 0, 0, 0};
        if (row > -1 && column > -1 && row < (float)height && column < (float)width) {
            const long top = (long)__builtin_floorf(row), left = (long)__builtin_floorf(column);
            const float down = row - (float)top, across = column - (float)left;
            for (int corner = 0; corner < 4; corner++) {
                const long r = top + corner / 2, c = left + corner % 2;
                if (r < 0 || c < 0 || r >= height || c >= width) continue;
                from[corner] = x.start + (r * width + c) * x.stride;
                weights[corner] =
                    (corner / 2 ? down : 1 - down) * (corner % 2 ? across : 1 - across);
            }
        }
        float *to = y.start + i * y.stride;
        for (long j = 0; j < y.columns; j += LANES) {
            const V upper = LOAD(from[0] + j) * weights[0] + LOAD(from[1] + j) * weights[1];
            const V lower = LOAD(from[2] + j) * weights[2] + LOAD(from[3] + j) * weights[3];
            FN(store_part)(to + j, upper + lower, y.columns - j);
        }
    }
}

#else

void ck_sample_rows(ck_matrix x, long height, long width, ck_matrix points, ck_matrix y) {
    BEST(sample_rows)(x, height, width, points, y);
}

size_t ck_look_up_scratch(long table_columns, long width) {
    return (size_t)(table_columns + 3 + 2 * width);
}

// Where a place lies between the numbers of a line that begins and ends with a zero.
static int32_t number_before(float place, long count, float *fraction) {
    const float number = __builtin_floorf(place);
    const bool is_inside = place > -1 && place < (float)count;
    *fraction = is_inside ? place - number : 0;
    return is_inside ? (int32_t)number + 1 : 0;
}

// A row of the table as it is at a height between its rows, a zero on either side of it.
static void interpolate(ck_matrix table, float place, float *line) {
    float fraction;
    const long below = number_before(place, table.rows, &fraction); // the row itself, counted from 1
    const float *upper = table.start + (below - 1) * table.stride, *lower = upper + table.stride;
    const float upper_weight = below >= 1 ? 1 - fraction : 0;
    const float lower_weight = below < table.rows ? fraction : 0;
    for (long i = 0; i < table.columns; i++)
        line[i + 1] = (upper_weight != 0 ? upper_weight * upper[i] : 0) +
                      (lower_weight != 0 ? lower_weight * lower[i] : 0);
}

void ck_look_up(ck_matrix table, const float *query_rows, long height, const float *query_columns,
                long width, ck_matrix keys, float factor, ck_matrix terms, float *scratch) {
    float *line = scratch, *fractions = line + table.columns + 3;
    int32_t *numbers = (int32_t *)(fractions + width);
    line[0] = line[table.columns + 1] = line[table.columns + 2] = 0;
    for (long key = 0; key < terms.rows; key++) {
        const float *place = keys.start + key * keys.stride;
        float *to = terms.start + key * terms.stride;
        for (long c = 0; c < width; c++)
            numbers[c] = number_before(query_columns[c] - place[1], table.columns, &fractions[c]);
        for (long r = 0; r < height; r++, to += width) {
            interpolate(table, query_rows[r] - place[0], line);
            for (long c = 0; c < width; c++) {
                const float left = line[numbers[c]], right = line[numbers[c] + 1];
                to[c] = factor * (left + fractions[c] * (right - left));
            }
        }
    }
}

#endif
