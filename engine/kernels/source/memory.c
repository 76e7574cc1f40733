// The C library functions that a compiler may call of its own accord; there is no C library here.
typedef __SIZE_TYPE__ size;
void *memset(void *to, int value, size count) { for (size i = 0; i < count; i++) ((volatile unsigned char *)to)[i] = (unsigned char)value; return to; }
void *memcpy(void *to, const void *from, size count) { for (size i = 0; i < count; i++) ((volatile unsigned char *)to)[i] = ((const unsigned char *)from)[i]; return to; }
