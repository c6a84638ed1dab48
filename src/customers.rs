//! The operations on customers that create or list them.

use crate::created_customer::CreatedCustomer;
use crate::error::Error;
use crate::generated::operations::CREATE_CUSTOMER;
use crate::{Client, Customer, IdDocument, IdDocumentUrls, NewCustomer, Response};

impl Client {
    /// Creates a customer with the files of an identity document.
    ///
    /// The files are streamed; they are never copied. A request is sent once: only an error whose
    /// [`delivery`](Error::delivery) is `NotSent` proves that no customer was created, and a second attempt with the same
    /// e-mail address is an [`Error::Conflict`].
    ///
    /// Servers of October 2025 return a few fields only; call [`customer`](Self::customer) for the rest.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::jiff::civil::date;
    /// use cartevo::{IdDocument, IdDocumentType, NewCustomer, Upload};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let customer = NewCustomer::new("Amina", "Tchoupo", "amina.tchoupo@example.com")
    ///     .country("Cameroon", "CM", "+237")
    ///     .address("1 Avenue des Essais", "Yaounde", "Centre", "00237")
    ///     .phone_number("600000001")
    ///     .born(date(1992, 4, 11));
    /// let front = Upload::from_bytes("image/png", b"the bytes of a picture".as_slice());
    /// let document = IdDocument::new(IdDocumentType::Nin, "TESTID000001", front);
    /// let created = client.create_customer(&customer, document).await?;
    /// println!("created {}", created.id);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if a field is missing or has a wrong form, or if a file is too large, before anything is
    /// sent. [`Error::Conflict`] if there is such a customer. Otherwise see [`Client`].
    pub async fn create_customer(
        &self,
        customer: &NewCustomer,
        document: IdDocument,
    ) -> Result<Response<Customer>, Error> {
        let form = customer.form(document)?;
        let query = customer.enroll.map(|enroll| [("enroll", enroll)]);
        let answer = self.api().inner.send_form::<CreatedCustomer>(&CREATE_CUSTOMER, form, &query).await?;
        Ok(answer.map(|CreatedCustomer(customer)| customer))
    }

    /// Creates a customer whose identity document is at public addresses, and enrols it at the card issuer.
    ///
    /// A request is sent once; see [`create_customer`](Self::create_customer). Servers of October 2025 don't have this
    /// operation.
    ///
    /// ```
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use cartevo::jiff::civil::date;
    /// use cartevo::{IdDocumentType, IdDocumentUrls, NewCustomer};
    ///
    /// # let server = cartevo::testing::MockServer::start().await;
    /// # let client = server.client();
    /// let customer = NewCustomer::new("Amina", "Tchoupo", "amina.tchoupo@example.com")
    ///     .country("Cameroon", "CM", "+237")
    ///     .address("1 Avenue des Essais", "Yaounde", "Centre", "00237")
    ///     .phone_number("600000001")
    ///     .born(date(1992, 4, 11));
    /// let document =
    ///     IdDocumentUrls::new(IdDocumentType::Nin, "TESTID000001", "https://example.com/front.png");
    /// let enrolled = client.enroll_customer(&customer, &document).await?;
    /// println!("enrolled {}", enrolled.id);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::InvalidInput`] if a field is missing or has a wrong form, before anything is sent. [`Error::Conflict`] if
    /// there is such a customer. Otherwise see [`Client`].
    pub async fn enroll_customer(
        &self,
        customer: &NewCustomer,
        document: &IdDocumentUrls,
    ) -> Result<Response<Customer>, Error> {
        let body = customer.enrollment(document)?;
        let answer = self.api().enroll_customer(&body)?.send().await?;
        Ok(answer.map(|answer| answer.data))
    }
}
