//! A letter: what a message says, as plain text and as HTML. The HTML needs no pictures and no fonts, and follows the
//! light or dark mode of the mail program.

/// What a message says, in the reader's language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) subject: String,
    pub(super) paragraphs: Vec<String>,
    /// What to do: a label and a link.
    pub(super) action: Option<(String, String)>,
    /// A code to type: a label and the code.
    pub(super) code: Option<(String, String)>,
    /// Words below: what else matters.
    pub(super) remarks: Vec<String>,
    /// What to do if it was somebody else: words, a label and a link.
    pub(super) objection: Option<(String, String, String)>,
}

const STYLE: &str = ":root{color-scheme:light dark}\
    body{margin:0;padding:24px;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif}\
    .letter{max-width:34em;margin:0 auto}\
    .code{font:600 24px/1.4 ui-monospace,Consolas,monospace;letter-spacing:2px}\
    .small{font-size:14px;opacity:.75}";
const BUTTON: &str = "display:inline-block;padding:10px 18px;border-radius:8px;background:#2f5bea;color:#ffffff;\
    font-weight:600;text-decoration:none";

impl Letter {
    /// The plain text.
    pub(super) fn text(&self) -> String {
        let mut parts = self.paragraphs.clone();
        if let Some((label, link)) = &self.action {
            parts.push(format!("{label}:\n{link}"));
        }
        if let Some((label, code)) = &self.code {
            parts.push(format!("{label}\n{code}"));
        }
        parts.extend(self.remarks.iter().cloned());
        if let Some((words, label, link)) = &self.objection {
            parts.push(format!("{words}\n{label}: {link}"));
        }
        parts.join("\n\n") + "\n"
    }

    /// The HTML, in a language with this tag.
    pub(super) fn html(&self, language: &str) -> String {
        let paragraph = |text: &String| format!("<p>{}</p>", escape(text));
        let button = |(label, link): &(String, String)| {
            format!("<p><a href=\"{}\" style=\"{BUTTON}\">{}</a></p>", escape(link), escape(label))
        };
        let code = |(label, code): &(String, String)| {
            format!("<p>{}</p><p class=\"code\">{}</p>", escape(label), escape(code))
        };
        let remark = |text: &String| format!("<p class=\"small\">{}</p>", escape(text));
        let objection = |(words, label, link): &(String, String, String)| {
            let (words, label, link) = (escape(words), escape(label), escape(link));
            format!("<p class=\"small\">{words} <a href=\"{link}\">{label}</a></p>")
        };
        let parts = self.paragraphs.iter().map(paragraph);
        let parts = parts.chain(self.action.as_ref().map(button)).chain(self.code.as_ref().map(code));
        let parts = parts.chain(self.remarks.iter().map(remark)).chain(self.objection.as_ref().map(objection));
        let body: String = parts.collect();
        format!(
            "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\"><title>{}</title><style>{STYLE}</style></head>\
             <body><div class=\"letter\">{body}</div></body></html>",
            escape(&self.subject)
        )
    }
}

/// Escapes text for an element's content or an attribute's value in double quotes.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_have_typed_cannot_add_markup() {
        let letter = Letter {
            paragraphs: vec!["Hello <b onclick=\"x\">".to_owned()],
            action: Some(("Go".to_owned(), "https://example.org/?a=1&b=\"2\"".to_owned())),
            ..Letter::default()
        };
        let html = letter.html("en");
        assert!(html.contains("Hello &lt;b onclick=&quot;x&quot;&gt;"), "{html}");
        assert!(html.contains("href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\""), "{html}");
        assert!(letter.text().contains("Go:\nhttps://example.org/?a=1&b=\"2\""));
    }
}
