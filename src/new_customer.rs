//! The requests to create a customer.

use std::fmt;

use jiff::civil::Date;
use reqwest::multipart::Form;

use crate::error::Error;
use crate::generated::types;
use crate::{IdDocumentType, Upload, text};

/// A customer to be created. All fields are required, and validated before anything is sent.
///
/// ```
/// use cartevo::jiff::civil::date;
///
/// let customer = cartevo::NewCustomer::new("Amina", "Tchoupo", "amina.tchoupo@example.com")
///     .country("Cameroon", "CM", "+237")
///     .address("1 Avenue des Essais", "Yaounde", "Centre", "00237")
///     .phone_number("600000001")
///     .born(date(1992, 4, 11));
/// # let _ = customer;
/// ```
#[derive(Clone, Default)]
#[must_use]
pub struct NewCustomer {
    first_name: String,
    last_name: String,
    email: String,
    country: String,
    country_iso_code: String,
    country_phone_code: String,
    street: String,
    city: String,
    state: String,
    postal_code: String,
    phone_number: String,
    date_of_birth: Option<Date>,
    pub(crate) enroll: Option<bool>,
}

/// The identity document of a customer, with its files.
///
/// ```
/// use cartevo::{IdDocument, IdDocumentType, Upload};
///
/// let front = Upload::from_bytes("image/png", b"the front".as_slice());
/// let back = Upload::from_bytes("image/png", b"the back".as_slice());
/// let document = IdDocument::new(IdDocumentType::DriversLicense, "TESTID000001", front).back(back);
/// # let _ = document;
/// ```
#[derive(Debug)]
#[must_use]
pub struct IdDocument {
    about: DocumentNumber,
    front: Upload,
    back: Option<Upload>,
}

/// The identity document of a customer, with public addresses of its files.
///
/// ```
/// use cartevo::{IdDocumentType, IdDocumentUrls};
///
/// let document = IdDocumentUrls::new(IdDocumentType::Nin, "TESTID000001", "https://example.com/front.png")
///     .back("https://example.com/back.png");
/// # let _ = document;
/// ```
#[derive(Clone)]
#[must_use]
pub struct IdDocumentUrls {
    about: DocumentNumber,
    front: String,
    back: Option<String>,
}

#[derive(Clone)]
struct DocumentNumber {
    kind: IdDocumentType,
    number: String,
}

impl NewCustomer {
    /// Creates a customer from the name, of at least three characters each, and the e-mail address.
    pub fn new(
        first_name: impl Into<String>,
        last_name: impl Into<String>,
        email: impl Into<String>,
    ) -> Self {
        let (first_name, last_name, email) = (first_name.into(), last_name.into(), email.into());
        Self { first_name, last_name, email, ..Self::default() }
    }

    /// Sets the country: its full English name, its two letters, and its dial code with a plus.
    pub fn country(
        mut self,
        name: impl Into<String>,
        iso_code: impl Into<String>,
        phone_code: impl Into<String>,
    ) -> Self {
        self.country = name.into();
        self.country_iso_code = iso_code.into();
        self.country_phone_code = phone_code.into();
        self
    }

    /// Sets the address.
    pub fn address(
        mut self,
        street: impl Into<String>,
        city: impl Into<String>,
        state: impl Into<String>,
        postal_code: impl Into<String>,
    ) -> Self {
        self.street = street.into();
        self.city = city.into();
        self.state = state.into();
        self.postal_code = postal_code.into();
        self
    }

    /// Sets the local phone number, without the dial code.
    pub fn phone_number(mut self, number: impl Into<String>) -> Self {
        self.phone_number = number.into();
        self
    }

    /// Sets the date of birth.
    pub fn born(mut self, date: Date) -> Self {
        self.date_of_birth = Some(date);
        self
    }

    /// Sets whether [`create_customer`](crate::Client::create_customer) enrols the customer at the card issuer at once.
    /// Default: false, so that it happens before the first card.
    pub fn enroll(mut self, enroll: bool) -> Self {
        self.enroll = Some(enroll);
        self
    }

    pub(crate) fn enrollment(&self, document: &IdDocumentUrls) -> Result<types::CustomerEnrollment, Error> {
        let missing = || Error::InvalidInput { field: "date_of_birth", reason: "a customer needs it" };
        Ok(types::CustomerEnrollment {
            first_name: text::text("first_name", 3, &self.first_name)?,
            last_name: text::text("last_name", 3, &self.last_name)?,
            email: email(&self.email)?,
            country: text::text("country", 2, &self.country)?,
            country_iso_code: text::country("country_iso_code", &self.country_iso_code)?,
            country_phone_code: text::dial_code("country_phone_code", &self.country_phone_code)?,
            street: text::text("street", 2, &self.street)?,
            city: text::text("city", 2, &self.city)?,
            state: text::text("state", 2, &self.state)?,
            postal_code: text::text("postal_code", 3, &self.postal_code)?,
            phone_number: text::text("phone_number", 1, &self.phone_number)?,
            date_of_birth: self.date_of_birth.ok_or_else(missing)?,
            identification_number: text::text("identification_number", 1, &document.about.number)?,
            id_document_type: document.about.kind.clone(),
            id_document_front_url: https("front", &document.front)?,
            id_document_back_url: document.back.as_ref().map(|url| https("back", url)).transpose()?,
        })
    }

    /// Writes the fields of the customer and the document, and the files.
    pub(crate) fn form(&self, document: IdDocument) -> Result<Form, Error> {
        let IdDocument { about, front, back } = document;
        // The same fields, validated in the same way. The addresses are those of the other operation.
        let urls = IdDocumentUrls { about, front: "https://localhost".to_owned(), back: None };
        let fields = self.enrollment(&urls)?;
        let mut form = Form::new();
        let date = fields.date_of_birth.to_string();
        for (name, value) in [
            ("first_name", fields.first_name.as_str()),
            ("last_name", &fields.last_name),
            ("email", &fields.email),
            ("country", &fields.country),
            ("country_iso_code", &fields.country_iso_code),
            ("country_phone_code", &fields.country_phone_code),
            ("street", &fields.street),
            ("city", &fields.city),
            ("state", &fields.state),
            ("postal_code", &fields.postal_code),
            ("phone_number", &fields.phone_number),
            ("identification_number", &fields.identification_number),
            ("id_document_type", fields.id_document_type.as_str()),
            ("date_of_birth", &date),
        ] {
            form = form.text(name, value.to_owned());
        }
        form = form.part("id_document_front", front.into_part("id_document_front")?);
        let Some(back) = back else { return Ok(form) };
        Ok(form.part("id_document_back", back.into_part("id_document_back")?))
    }
}

impl IdDocument {
    /// Creates a document from its kind, its number and the file of its front.
    pub fn new(kind: IdDocumentType, number: impl Into<String>, front: Upload) -> Self {
        Self { about: DocumentNumber { kind, number: number.into() }, front, back: None }
    }

    /// Sets the file of the back, which some kinds of document need.
    pub fn back(mut self, back: Upload) -> Self {
        self.back = Some(back);
        self
    }
}

impl IdDocumentUrls {
    /// Creates a document from its kind, its number and the HTTPS address of its front, which the vendor may fetch more
    /// than once.
    pub fn new(kind: IdDocumentType, number: impl Into<String>, front: impl Into<String>) -> Self {
        Self { about: DocumentNumber { kind, number: number.into() }, front: front.into(), back: None }
    }

    /// Sets the HTTPS address of the back, which some kinds of document need.
    pub fn back(mut self, back: impl Into<String>) -> Self {
        self.back = Some(back.into());
        self
    }
}

fn email(address: &str) -> Result<String, Error> {
    let is_address =
        address.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if is_address && !address.contains(char::is_whitespace) {
        return text::text("email", 5, address);
    }
    Err(Error::InvalidInput { field: "email", reason: "an e-mail address has a name, an @ and a domain" })
}

fn https(field: &'static str, url: &str) -> Result<String, Error> {
    if url.starts_with("https://") {
        return Ok(url.to_owned());
    }
    Err(Error::InvalidInput { field, reason: "the address of a document starts with https://" })
}

impl fmt::Debug for NewCustomer {
    /// Shows nothing of the person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewCustomer").finish_non_exhaustive()
    }
}

impl fmt::Debug for IdDocumentUrls {
    /// Omits the addresses.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdDocumentUrls").field("about", &self.about).finish_non_exhaustive()
    }
}

impl fmt::Debug for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DocumentNumber").field("kind", &self.kind).finish_non_exhaustive()
    }
}
