#pragma once

/* The rows of test-imap-awkward.c, by the sentence that decides. */

#define ALIAS                                                                                      \
  "[RFC9051 §6.4.5.1]: what is not multipart and has no message in it has no parts "              \
  "below it."
#define EOL                                                                                        \
  "[RFC2046 §5.1.1]: the line end before a delimiter belongs to the delimiter, also "             \
  "when the line before it is the last delimiter of something inside."
#define TYPE                                                                                       \
  "[RFC2045 §5.2]: a Content-Type that breaks the syntax is best taken for text/plain "           \
  "in US-ASCII."
#define NUL                                                                                        \
  "[RFC9051 §4.3.1] leaves open what stands for NUL; here it is one octet everywhere, "           \
  "0x80, so that sizes are true, while Dovecot has three in the ENVELOPE and one in "              \
  "the header."
#define FOLD                                                                                       \
  "[RFC5322 §2.2.3]: unfolding takes out line ends and nothing else; blanks and tabs "            \
  "stay."
#define ORDER                                                                                      \
  "[RFC9051 §7.5.2] gives parameters no order of their own; here it is that of the "              \
  "message."

static const Difference differences[] = {
  { "bare-lf", "BODY[1.1] BODY[1.1.MIME] BODY[2.1] BODY[2.1.MIME]", NULL, ALIAS },
  { "digest", "BODY[2.1] BODY[2.1.MIME]", NULL, ALIAS },
  { "embedded",
    "BODY[1.1] BODY[1.1.MIME] BODY[2.1.1] BODY[2.1.1.MIME] BODY[2.2.1] BODY[2.2.1.MIME]", NULL,
    ALIAS },
  { "mixed-line-ends", "BODY[1.1] BODY[1.1.MIME]", NULL, ALIAS },
  { "nested", "BODY[2.1] BODY[2.1.MIME] BODY[1.1.1] BODY[1.1.1.MIME] BODY[1.2.1] BODY[1.2.1.MIME]",
    NULL, ALIAS },
  { "no-final-delimiter", "BODY[1.1] BODY[1.1.MIME] BODY[2.1] BODY[2.1.MIME]", NULL, ALIAS },
  { "prefix-boundary", "BODY[2.1] BODY[2.1.MIME] BODY[1.1.1] BODY[1.1.1.MIME]", NULL, ALIAS },
  { "bad-content-type", "BODYSTRUCTURE",
    "(\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"8bit\" 4 1 NIL NIL NIL NIL)", TYPE },
  { "base64-message", "BODYSTRUCTURE",
    "((\"message\" \"rfc822\" NIL NIL NIL \"base64\" 48 (NIL NIL NIL NIL NIL NIL NIL NIL "
    "NIL NIL) (\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 0 0 NIL "
    "NIL NIL NIL) 0 NIL NIL NIL NIL) \"mixed\" (\"boundary\" \"d\") NIL NIL NIL)",
    EOL },
  { "base64-message", "BODY[1]", "\"RnJvbTogaW5AeC5vcmcNClN1YmplY3Q6IGluDQoNCmhpDQo=\"", EOL },
  { "embedded", "BODYSTRUCTURE",
    "((\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 17 0 NIL NIL NIL "
    "NIL)(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 287 (\"Thu, 14 Jan 2027 08:00:00 "
    "+0000\" \"inner\" ((\"In Ner\" NIL \"in\" \"x.org\")) ((\"In Ner\" NIL \"in\" \""
    "x.org\")) ((\"In Ner\" NIL \"in\" \"x.org\")) ((NIL NIL \"c\" \"x.org\")(NIL NIL \"d"
    "\" \"x.org\")) NIL NIL \"<p@x>\" \"<i@x>\") ((\"text\" \"plain\" (\"charset\" \""
    "us-ascii\") NIL NIL \"7bit\" 11 0 NIL NIL NIL NIL)(\"text\" \"html\" (\"charset\" \""
    "us-ascii\") NIL NIL \"7bit\" 8 0 NIL NIL NIL NIL) \"alternative\" (\"boundary\" \"i"
    "\") NIL NIL NIL) 16 NIL (\"inline\" NIL) NIL NIL) \"mixed\" (\"boundary\" \"o\") "
    "NIL NIL NIL)",
    EOL },
  { "embedded", "BODY[2]",
    "\"From: \\\"In Ner\\\" <in@x.org>\\r\\nTo: c@x.org, d@x.org\\r\\nSubject: inner\\r\\"
    "nDate: Thu, 14 Jan 2027 08:00:00 +0000\\r\\nMessage-ID: <i@x>\\r\\nIn-Reply-To: "
    "<p@x>\\r\\nContent-Type: multipart/alternative; boundary=i\\r\\n\\r\\n--i\\r\\"
    "nContent-Type: text/plain\\r\\n\\r\\ninner plain\\r\\n--i\\r\\nContent-Type: "
    "text/html\\r\\n\\r\\n<p>inner\\r\\n--i--\"",
    EOL },
  { "embedded", "BODY[2.TEXT]",
    "\"--i\\r\\nContent-Type: text/plain\\r\\n\\r\\ninner plain\\r\\n--i\\r\\"
    "nContent-Type: text/html\\r\\n\\r\\n<p>inner\\r\\n--i--\"",
    EOL },
  { "folded", "ENVELOPE",
    "(NIL \"this is a\\tvery long  folded subject "
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx y\" ((NIL NIL \"a\" \"x.org\")) "
    "((NIL NIL \"a\" \"x.org\")) ((NIL NIL \"a\" \"x.org\")) ((NIL NIL \"b\" \"x.org\")("
    "\"C D\" NIL \"c\" \"x.org\")) NIL NIL NIL NIL)",
    FOLD },
  { "nested", "BODYSTRUCTURE",
    "(((\"text\" \"plain\" (\"charset\" \"utf-8\" \"format\" \"flowed\") NIL NIL \""
    "quoted-printable\" 14 0 NIL NIL (\"en\" \"zh\") NIL)(\"text\" \"html\" (\"charset\" "
    "\"UTF-8\") NIL NIL \"7bit\" 11 1 NIL NIL NIL \"http://x/y\") \"alternative\" (\""
    "boundary\" \"inner\") NIL NIL NIL)(\"application\" \"pdf\" (\"name\" \"a b.pdf\") \""
    "<cid1@x>\" \"=?utf-8?q?gr=C3=BC?=\" \"base64\" 4 \"Q2hlY2sgSW50ZWdyaXR5IQ==\" (\""
    "attachment\" (\"filename*\" \"utf-8''%E4%BD%A0.pdf\" \"size\" \"3\")) NIL NIL) \""
    "mixed\" (\"boundary\" \"outer\" \"x-foo\" \"bar\") NIL NIL NIL)",
    ORDER },
  { "nul", "ENVELOPE",
    "(NIL \"n\\x80ul\" ((NIL NIL \"a\" \"x.org\")) ((NIL NIL \"a\" \"x.org\")) ((NIL NIL "
    "\"a\" \"x.org\")) NIL NIL NIL NIL NIL)",
    NUL },
  { "prefix-boundary", "BODY[1]", "\"--abc\\r\\n\\r\\ndeep\\r\\n--abc--\"", EOL },
};
