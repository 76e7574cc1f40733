// Where the Node-API functions come from. On Linux and macOS the loader finds them. On Windows they are looked up in the program that loads this file,
// whatever its name (node.exe, Code.exe …): an import table would name one program only.
#pragma once
#include <node_api.h>
#if defined(_WIN32)
#define EACH_FUNCTION(DO) DO(napi_throw_error) DO(napi_get_cb_info) DO(napi_get_typedarray_info) DO(napi_get_value_uint32) DO(napi_create_array_with_length) \
  DO(napi_create_string_utf8) DO(napi_set_element) DO(napi_create_uint32) DO(napi_create_double) DO(napi_create_function) DO(napi_set_named_property)
__declspec(dllimport) void *__stdcall GetModuleHandleW(const unsigned short *);
__declspec(dllimport) void *__stdcall GetProcAddress(void *, const char *);
#define DECLARE(name) static __typeof__(&name) found_##name;
EACH_FUNCTION(DECLARE)
static int findSymbols(void) {
  void *program = GetModuleHandleW(0);
#define FIND(name) if (!(found_##name = (__typeof__(&name))GetProcAddress(program, #name))) return 0;
  EACH_FUNCTION(FIND)
  return 1;
}
int _fltused = 0;
int __stdcall DllMain(void *module, unsigned reason, void *reserved) { return 1; }
#define napi_throw_error found_napi_throw_error
#define napi_get_cb_info found_napi_get_cb_info
#define napi_get_typedarray_info found_napi_get_typedarray_info
#define napi_get_value_uint32 found_napi_get_value_uint32
#define napi_create_array_with_length found_napi_create_array_with_length
#define napi_create_string_utf8 found_napi_create_string_utf8
#define napi_set_element found_napi_set_element
#define napi_create_uint32 found_napi_create_uint32
#define napi_create_double found_napi_create_double
#define napi_create_function found_napi_create_function
#define napi_set_named_property found_napi_set_named_property
#else
static int findSymbols(void) { return 1; }
#endif
