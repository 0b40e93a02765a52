#pragma once

#include <glib.h>

/** CliJson: one JSON value on its way to stdout. */
typedef struct _CliJson CliJson;

CliJson *cli_json_new (void);
/** cli_json_print: write all of it to stdout, with a line end, and free it. */
void cli_json_print (CliJson *json);

/** cli_json_open_map, _close_map, _open_list, _close_list: objects and arrays. */
void cli_json_open_map (CliJson *json);
void cli_json_close_map (CliJson *json);
void cli_json_open_list (CliJson *json);
void cli_json_close_list (CliJson *json);

/** cli_json_key: the name of what comes next in an object. */
void cli_json_key (CliJson *json, const char *key);
/** cli_json_string: @text, null for NULL; octets that are no UTF-8 become U+FFFD. */
void cli_json_string (CliJson *json, const char *text);
void cli_json_number (CliJson *json, gint64 number);
void cli_json_boolean (CliJson *json, gboolean value);

/** cli_json_member_string, _number, _boolean: a key with its value. */
void cli_json_member_string (CliJson *json, const char *key, const char *text);
void cli_json_member_number (CliJson *json, const char *key, gint64 number);
void cli_json_member_boolean (CliJson *json, const char *key, gboolean value);
