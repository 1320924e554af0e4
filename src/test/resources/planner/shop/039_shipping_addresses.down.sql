DROP TABLE shop.shipping_addresses;
