//! Cards that a mock server plays: what is done to them shows in what is read.

use serde_json::{Value, json};

use super::answer::Answer;
use super::operation::Operation;
use super::server::SentRequest;
use crate::Amount;

/// When everything happens.
const NOW: &str = "2026-05-09T09:42:11Z";

/// The id of the USD wallet.
const WALLET: &str = "wallet-usd";

/// The cards that a mock server plays, and the USD wallet that pays for them.
pub(super) struct Cards {
    wallet: Amount,
    all: Vec<Card>,
    transactions: Vec<Value>,
}

struct Card {
    id: String,
    customer_id: String,
    brand: Value,
    status: &'static str,
    balance: Amount,
}

impl Cards {
    pub(super) fn new(wallet: Amount) -> Self {
        Self { wallet, all: Vec::new(), transactions: Vec::new() }
    }

    /// Answers a request about cards. `None` for any other.
    pub(super) fn answer(&mut self, request: &SentRequest) -> Option<Answer> {
        let id = request.path.split('/').nth(2).unwrap_or_default();
        Some(match request.operation? {
            Operation::CreateCard => self.issue(&request.body),
            Operation::GetCards => {
                let all = self.all.iter().map(Card::show).collect::<Vec<_>>();
                success(200, &json!({"cards": all}))
            }
            Operation::GetCustomerCards => {
                let of_customer = self.all.iter().filter(|card| card.customer_id == id);
                success(200, &of_customer.map(Card::show).collect())
            }
            Operation::GetUsdBalance => success(
                200,
                &json!({"walletId": WALLET, "balance": self.wallet, "currency": "USD", "country": "United States"}),
            ),
            Operation::GetCardTransactions => self.list(0, |row| row["card"]["id"] == id),
            Operation::GetTransactions => {
                let wallet = request.query.iter().find(|(name, _)| name == "walletId");
                let wallet = wallet.map(|(_, id)| id.as_str());
                self.list(1, |row| is_of_wallet(row, wallet))
            }
            Operation::GetWalletTransactions => {
                let wallet = request.path.rsplit('/').next();
                self.list(1, |row| is_of_wallet(row, wallet))
            }
            Operation::GetTransaction => {
                self.transaction(request.path.rsplit('/').next().unwrap_or_default())
            }
            Operation::GetCustomerTransactions => self.list(1, |row| row["customer"]["id"] == id),
            Operation::GetCard => self.with_card(id, |card| success(200, &card.show())),
            Operation::FundCard => self.fund(id, &request.body),
            Operation::WithdrawFromCard => self.withdraw(id, &request.body),
            Operation::FreezeCard => self.change(id, "ACTIVE", "FROZEN", "Card already frozen"),
            Operation::UnfreezeCard => self.change(id, "FROZEN", "ACTIVE", "Card not frozen"),
            Operation::TerminateCard => self.terminate(id, 201),
            Operation::DeleteCard => self.terminate(id, 200),
            _ => return None,
        })
    }

    /// A purchase with a card. False if it is declined.
    pub(super) fn spend(&mut self, id: &str, amount: Amount) -> bool {
        let Some(card) = self.all.iter_mut().find(|card| card.id == id) else { return false };
        let is_covered = card.status == "ACTIVE" && card.balance >= amount;
        if is_covered {
            card.balance -= amount;
        }
        let status = if is_covered { "SUCCESS" } else { "FAILED" };
        self.record(id, "AUTHORIZATION", amount, status);
        is_covered
    }

    fn issue(&mut self, body: &Value) -> Answer {
        let amount = amount_of(body);
        if amount > self.wallet {
            return Answer::refusal(400, "Insufficient balance");
        }
        self.wallet -= amount;
        let id = format!("card-{}", self.all.len() + 1);
        let customer_id = body["customer_id"].as_str().unwrap_or_default().to_owned();
        let brand = body["brand"].clone();
        let card = Card { id: id.clone(), customer_id, brand, status: "ACTIVE", balance: amount };
        let shown = card.show();
        self.all.push(card);
        if amount > Amount::from_cents(0) {
            self.record(&id, "FUNDING", amount, "SUCCESS");
        }
        success(201, &json!({"card": shown, "auto_filled_fields": []}))
    }

    fn fund(&mut self, id: &str, body: &Value) -> Answer {
        let amount = amount_of(body);
        let wallet = self.wallet;
        let answer = self.transfer(id, "FUNDING", amount, |card| {
            let refusal = match card.status {
                "ACTIVE" if amount <= wallet => None,
                "ACTIVE" => Some("Insufficient wallet balance"),
                _ => Some("The card is not active"),
            };
            refusal.map_or_else(|| Ok(card.balance + amount), Err)
        });
        answer.map_or_else(
            |refusal| refusal,
            |answer| {
                self.wallet -= amount;
                answer
            },
        )
    }

    fn withdraw(&mut self, id: &str, body: &Value) -> Answer {
        let amount = amount_of(body);
        let answer = self.transfer(id, "WITHDRAWAL", amount, |card| {
            let refusal = match card.status {
                "ACTIVE" | "FROZEN" if amount <= card.balance => None,
                "ACTIVE" | "FROZEN" => Some("Insufficient card balance"),
                _ => Some("Card terminated"),
            };
            refusal.map_or_else(|| Ok(card.balance - amount), Err)
        });
        answer.map_or_else(
            |refusal| refusal,
            |answer| {
                self.wallet += amount;
                answer
            },
        )
    }

    /// Sets the balance of a card to what `after` returns, or refuses.
    fn transfer(
        &mut self,
        id: &str,
        kind: &str,
        amount: Amount,
        after: impl FnOnce(&Card) -> Result<Amount, &'static str>,
    ) -> Result<Answer, Answer> {
        let card = self.all.iter_mut().find(|card| card.id == id);
        let card = card.ok_or_else(|| Answer::refusal(404, "Card not found"))?;
        let (before, after) = (card.balance, after(card).map_err(|refusal| Answer::refusal(400, refusal))?);
        card.balance = after;
        let transaction = self.record(id, kind, amount, "SUCCESS");
        Ok(success(
            200,
            &json!({"transaction_id": transaction, "card_id": id, "amount": amount, "currency": "USD",
                "fee_amount": 0, "card_balance_before": before, "card_balance_after": after}),
        ))
    }

    fn change(&mut self, id: &str, from: &str, to: &'static str, refusal: &str) -> Answer {
        self.with_card(id, |card| match card.status {
            "TERMINATED" => Answer::refusal(400, "Card terminated"),
            status if status != from => Answer::refusal(400, refusal),
            _ => {
                card.status = to;
                success(200, &json!({"card_id": card.id, "card_status": to}))
            }
        })
    }

    fn terminate(&mut self, id: &str, status: u16) -> Answer {
        let Some(card) = self.all.iter_mut().find(|card| card.id == id) else {
            return Answer::refusal(404, "Card not found");
        };
        if card.status == "TERMINATED" {
            return Answer::refusal(400, "Card already terminated");
        }
        let refund = card.balance;
        (card.status, card.balance) = ("TERMINATED", Amount::from_cents(0));
        self.wallet += refund;
        if refund > Amount::from_cents(0) {
            self.record(id, "TERMINATION", refund, "SUCCESS");
        }
        success(
            status,
            &json!({"card_id": id, "card_status": "TERMINATED", "refund_processed": true,
                "balance_before_termination": refund}),
        )
    }

    fn with_card(&mut self, id: &str, answer: impl FnOnce(&mut Card) -> Answer) -> Answer {
        let card = self.all.iter_mut().find(|card| card.id == id);
        card.map_or_else(|| Answer::refusal(404, "Card not found"), answer)
    }

    /// Records a transaction and returns its id.
    fn record(&mut self, card_id: &str, kind: &str, amount: Amount, status: &str) -> String {
        let id = format!("transaction-{}", self.transactions.len() + 1);
        let card = self.all.iter().find(|card| card.id == card_id);
        let customer_id = card.map(|card| card.customer_id.as_str());
        let wallet = (status == "SUCCESS" && kind != "AUTHORIZATION").then_some(WALLET);
        self.transactions.push(
            json!({"id": id, "wallet_id": wallet, "category": "CARD", "type": kind, "status": status, "amount": amount,
            "currency": "USD", "description": "", "created_at": NOW, "card": {"id": card_id},
            "customer": {"id": customer_id}}),
        );
        id
    }

    fn transaction(&self, id: &str) -> Answer {
        let found = self.transactions.iter().find(|row| row["id"] == id);
        found.map_or_else(|| Answer::refusal(404, "Transaction not found"), |row| success(200, row))
    }

    /// All transactions that are selected, on one page, newest first. `first` is the number of the first page.
    fn list(&self, first: u32, selects: impl Fn(&Value) -> bool) -> Answer {
        let rows: Vec<&Value> = self.transactions.iter().rev().filter(|row| selects(row)).collect();
        let total = rows.len();
        let meta = json!({"page": first, "limit": total.max(100), "total": total, "totalPages": 1});
        let body = json!({"success": true, "statusCode": 200, "message": "", "data": rows, "meta": meta});
        Answer::json(200, body.to_string())
    }
}

impl Card {
    fn show(&self) -> Value {
        json!({"id": self.id, "customer_id": self.customer_id, "status": self.status, "balance": self.balance,
            "brand": self.brand, "currency": "USD", "masked_pan": "400000******0002", "expiry_month": 12,
            "expiry_year": 2028, "is_virtual": true, "is_physical": false, "created_at": NOW})
    }
}

/// Whether a transaction moved the money of a wallet, or of any without an id.
fn is_of_wallet(row: &Value, id: Option<&str>) -> bool {
    row["wallet_id"].as_str().is_some_and(|wallet| id.is_none_or(|id| id == wallet))
}

fn amount_of(body: &Value) -> Amount {
    serde_json::from_value(body["amount"].clone()).unwrap_or_else(|_| Amount::from_cents(0))
}

fn success(status: u16, data: &Value) -> Answer {
    let body = json!({"success": true, "statusCode": status, "message": "", "data": data});
    Answer::json(status, body.to_string())
}
