/** The sign of rexflow, in the ink of the page. */
export function BrandMark() {
  return (
    <svg class="brand-mark" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <rect class="brand-ground" width="20" height="20" rx="5" />
      <path class="brand-line" d="M10 12.5V5.5M6.75 8.5L10 5.25L13.25 8.5M5.75 15h8.5" />
    </svg>
  );
}
