<?php
/** The template that classic themes include where comments stand. */

defined( 'ABSPATH' ) || exit;

$rejoinder_post = get_post();
if ( $rejoinder_post ) {
	// These classes are how themes keep comments to the width of their text. Every part of the section is escaped where
	// it is put together.
	echo '<div class="comments-area default-max-width">' . Rejoinder\Comments\section( $rejoinder_post ) . '</div>'; // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped
}
