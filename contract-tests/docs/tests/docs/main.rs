//! Pages of documentation: fetched, read, and held against themselves.

mod fetch;
mod forms;
mod fuzz;
mod pages;
mod places;
mod readers;
mod said;
mod sections;
mod shapes;
