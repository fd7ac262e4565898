// Shared by the codecs; not for Swift.
#ifndef IC_MESSAGE_H
#define IC_MESSAGE_H

#include "CImageCodecs.h"

/// Keeps what a library says, cut to the space there is, and returns false.
bool ic_fail(ic_picture *picture, const char *message);

#endif
