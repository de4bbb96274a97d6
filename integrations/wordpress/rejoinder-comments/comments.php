<?php
/** The template that classic themes include where comments stand. */

defined( 'ABSPATH' ) || exit;

$rejoinder_post = get_post();
if ( $rejoinder_post ) {
	// Every part of it is escaped where it is put together.
	echo Rejoinder\Comments\section( $rejoinder_post ); // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped
}
