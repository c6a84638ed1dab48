//! Client for the Cartevo card-issuing API.
