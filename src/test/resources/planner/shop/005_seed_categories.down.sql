DELETE FROM shop.categories WHERE slug = 'cook-books';
DELETE FROM shop.categories WHERE slug IN ('books', 'music', 'garden');
