<?php
// As much of WordPress as the plugin calls, to see what it prints, refuses and sends. Argument: the plugin's folder.
define( 'ABSPATH', '/' );
$hooks   = array();
$options = array(
	'rejoinder_address' => 'https://comments.example.org/',
	'rejoinder_secret'  => str_repeat( 's', 32 ),
	'rejoinder_site'    => 'gazette',
	'rejoinder_api_key' => 'k',
);
class WP_Post { public $ID = 7, $post_status = 'publish', $post_content = '<p>x</p>', $post_author = 1; }
class WP_Error { public $code; function __construct( $code ) { $this->code = $code; } }
class Reader { public $ID = 3, $display_name = 'Zîn "<b>"'; function exists() { return true; } }
function add_filter( $name, $act ) { global $hooks; $hooks[ $name ][] = $act; }
function add_action( $name, $act ) { add_filter( $name, $act ); }
function apply_filters( $name, $value, ...$rest ) {
	global $hooks;
	foreach ( $hooks[ $name ] ?? array() as $act ) { $value = $act( $value, ...$rest ); }
	return $value;
}
function get_option( $name, $default = '' ) { global $options; return $options[ $name ] ?? $default; }
function update_option( $name, $value ) { global $options; $options[ $name ] = $value; }
function untrailingslashit( $text ) { return rtrim( $text, '/' ); }
function comments_open() { return true; }
function wp_enqueue_script( $handle, $address, $needs, $version, $is_at_end ) {
	$tag = apply_filters( 'script_loader_tag', "<script src='$address'></script>", $handle, $address );
	echo $is_at_end && null === $version ? "SCRIPT $tag\n" : '';
}
function wp_get_script_tag( $attributes ) { return '<script type="' . $attributes['type'] . '" src="' . $attributes['src'] . '"></script>'; }
function esc_attr( $text ) { return htmlspecialchars( $text, ENT_QUOTES ); }
function esc_url( $text ) { return esc_attr( $text ); }
function esc_html( $text ) { return esc_attr( $text ); }
function esc_html__( $text ) { return esc_attr( $text ); }
function __( $text ) { return $text; }
function get_bloginfo() { return 'en-GB'; }
function get_post() { return new WP_Post(); }
function wp_get_current_user() { return new Reader(); }
function wp_json_encode( $value ) { return json_encode( $value ); }
function is_wp_error( $value ) { return $value instanceof WP_Error; }
function wp_is_post_revision() { return false; }
function get_permalink() { return 'https://w.example/p'; }
function wp_strip_all_tags( $text ) { return strip_tags( $text ); }
function get_the_title() { return 'A &amp; <i>B</i>'; }
function get_the_author_meta() { return 'Lena Ode'; }
function get_post_time() { return '2026-01-01T00:00:00+00:00'; }
function wp_remote_post( $address, $sent ) { echo "POST $address {$sent['body']}\n"; return array(); }
function wp_remote_retrieve_response_code() { return 422; }
function wp_remote_retrieve_body() { return '<not taken>'; }
function wp_die( $text ) { echo "REFUSED $text\n"; }
if ( ! function_exists( 'mb_substr' ) ) {
	function mb_substr( $text, $from, $length ) { return substr( $text, $from, $length ); }
}

require $argv[1] . '/rejoinder-comments.php';
echo 'TEMPLATE ', basename( apply_filters( 'comments_template', 'theme.php' ) ), "\n";
$block = apply_filters( 'render_block_core/comments', '<p>old</p>' );
echo "BLOCK $block\n";
foreach ( $hooks['pre_comment_on_post'] as $act ) { $act( 7 ); }
echo 'REST ', apply_filters( 'rest_pre_insert_comment', array( 'comment_post_ID' => 7 ) )->code, "\n";
foreach ( $hooks['wp_after_insert_post'] as $act ) { $act( 7, new WP_Post() ); }
Rejoinder\Comments\problem();
echo "\nOTHER ", apply_filters( 'script_loader_tag', '<script src="x.js">', 'jquery', 'x.js' ), "\n";
$options['rejoinder_address'] = '';
echo "\nOFF ", apply_filters( 'render_block_core/comments', '<p>old</p>' ), "\n";
