#include "message.h"

#include <stdio.h>

bool ic_fail(ic_picture *picture, const char *message) {
    snprintf(picture->message, sizeof picture->message, "%s", message);
    return false;
}

const char *ic_message(const ic_picture *picture) { return picture->message; }
