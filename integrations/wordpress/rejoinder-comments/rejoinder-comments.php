<?php
/**
 * Plugin Name:       Rejoinder Comments
 * Description:       Shows the comments of your own Rejoinder installation under posts, in place of WordPress's own.
 * Version:           1.0.1
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * License:           Apache-2.0
 * License URI:       https://www.apache.org/licenses/LICENSE-2.0
 * Text Domain:       rejoinder-comments
 */

namespace Rejoinder\Comments;

use WP_Error;
use WP_Post;

defined( 'ABSPATH' ) || exit;

/** The settings of this plugin, by option name: label, and what is said under the field. */
const SETTINGS = array(
	'rejoinder_address' => array( 'Rejoinder: address', 'Such as https://comments.example.org. Empty: WordPress shows its own comments.' ),
	'rejoinder_api_key' => array( 'Rejoinder: API key', 'Made by “rejoinder key add wordpress”. Posts are sent to the installation when they are published.' ),
	'rejoinder_secret'  => array( 'Rejoinder: secret of your login', 'Made by “rejoinder sso secret SITE”. Who is signed in here is then signed in there.' ),
	'rejoinder_site'    => array( 'Rejoinder: key of the site', 'Needed with the secret.' ),
);

/** The handle of the installation's one script. */
const LOADER = 'rejoinder-loader';

/** The installation's address, without a slash at its end; '' while the plugin is not set up. */
function address(): string {
	return untrailingslashit( (string) get_option( 'rejoinder_address', '' ) );
}

/** The key by which the installation knows a post. */
function article_key( WP_Post $post ): string {
	return (string) apply_filters( 'rejoinder_article_key', 'wp-' . $post->ID, $post );
}

/** Whether the installation's comments stand under a post. */
function is_shown( ?WP_Post $post ): bool {
	$is_shown = $post && '' !== address() && 'publish' === $post->post_status && comments_open( $post );
	return (bool) apply_filters( 'rejoinder_is_shown', $is_shown, $post );
}

/** The section of a post: the element, and in it a link that works without script. */
function section( WP_Post $post ): string {
	// At the page's end: where classic themes print comments, its head has been sent.
	wp_enqueue_script( LOADER, address() . '/embed/loader.js', array(), null, true );
	$page  = address() . '/articles/' . rawurlencode( article_key( $post ) ) . '#comments';
	$token = login_token();
	return sprintf(
		'<rejoinder-comments id="comments" article="%s" lang="%s"%s><a href="%s">%s</a></rejoinder-comments>',
		esc_attr( article_key( $post ) ),
		esc_attr( get_bloginfo( 'language' ) ),
		$token ? ' sso="' . esc_attr( $token ) . '"' : '',
		esc_url( $page ),
		esc_html__( 'Read the comments', 'rejoinder-comments' )
	);
}

/** A token that says who is signed in (RFC 7519), for two minutes; '' for guests. */
function login_token(): string {
	$user   = wp_get_current_user();
	$secret = (string) get_option( 'rejoinder_secret', '' );
	if ( ! $user->exists() || '' === $secret ) {
		return '';
	}
	$part   = fn( string $data ): string => rtrim( strtr( base64_encode( $data ), '+/', '-_' ), '=' );
	$claims = array(
		'sub'  => (string) $user->ID,
		'name' => $user->display_name,
		'aud'  => (string) get_option( 'rejoinder_site', '' ),
		'iat'  => time(),
		'exp'  => time() + 120,
		'jti'  => bin2hex( random_bytes( 16 ) ),
	);
	$signed = $part( '{"alg":"HS256","typ":"JWT"}' ) . '.' . $part( wp_json_encode( $claims ) );
	return $signed . '.' . $part( hash_hmac( 'sha256', $signed, $secret, true ) );
}

// The script is a module. wp_enqueue_script_module() would say so, but not before WordPress 6.5.
add_filter(
	'script_loader_tag',
	fn( $tag, $handle, $address ) => LOADER === $handle ? wp_get_script_tag( array( 'type' => 'module', 'src' => $address ) ) : $tag,
	10,
	3
);

// Classic themes include a template for comments; it then prints the section.
add_filter(
	'comments_template',
	fn( $template ) => is_shown( get_post() ) ? __DIR__ . '/comments.php' : $template
);

// Block themes render a block.
foreach ( array( 'core/comments', 'core/post-comments' ) as $block ) {
	add_filter(
		"render_block_$block",
		fn( $html ) => is_shown( get_post() ) ? section( get_post() ) : $html
	);
}

// Nothing appears that was not decided: WordPress itself takes no comment on such a post.
add_action(
	'pre_comment_on_post',
	function ( $post_id ) {
		if ( is_shown( get_post( $post_id ) ) ) {
			wp_die( esc_html__( 'Comments on this post are sent elsewhere. Please reload its page.', 'rejoinder-comments' ), '', array( 'response' => 403 ) );
		}
	}
);
add_filter(
	'rest_pre_insert_comment',
	fn( $comment ) => ! is_wp_error( $comment ) && is_shown( get_post( $comment['comment_post_ID'] ?? 0 ) )
		? new WP_Error( 'rejoinder_elsewhere', __( 'Comments on this post are sent elsewhere. Please reload its page.', 'rejoinder-comments' ), array( 'status' => 403 ) )
		: $comment
);

// The installation reads comments against their article, so it is given each post that is published or changed.
add_action(
	'wp_after_insert_post',
	function ( $post_id, WP_Post $post ) {
		$key = (string) get_option( 'rejoinder_api_key', '' );
		if ( '' === $key || ! is_shown( $post ) || wp_is_post_revision( $post ) ) {
			return;
		}
		$article = array(
			'key'          => article_key( $post ),
			'url'          => get_permalink( $post ),
			'title'        => html_entity_decode( wp_strip_all_tags( get_the_title( $post ) ), ENT_QUOTES | ENT_HTML5, 'UTF-8' ),
			'byline'       => get_the_author_meta( 'display_name', (int) $post->post_author ),
			'published_at' => get_post_time( 'c', true, $post ),
			'body'         => apply_filters( 'the_content', $post->post_content ),
		);
		$answer  = wp_remote_post(
			address() . '/api/v1/articles',
			array(
				'timeout' => 5,
				'headers' => array(
					'Authorization' => 'Bearer ' . $key,
					'Content-Type'  => 'application/json',
				),
				'body'    => wp_json_encode( $article ),
			)
		);
		$problem = is_wp_error( $answer ) ? $answer->get_error_message() : '';
		if ( ! $problem && wp_remote_retrieve_response_code( $answer ) >= 300 ) {
			$problem = wp_remote_retrieve_response_code( $answer ) . ' ' . wp_remote_retrieve_body( $answer );
		}
		update_option( 'rejoinder_problem', mb_substr( $problem, 0, 500 ), false );
	},
	10,
	2
);

// The settings stand on Settings → Discussion.
add_action(
	'admin_init',
	function () {
		add_settings_section( 'rejoinder', 'Rejoinder', __NAMESPACE__ . '\problem', 'discussion' );
		foreach ( SETTINGS as $name => $texts ) {
			$clean = 'rejoinder_address' === $name
				? fn( $value ) => untrailingslashit( esc_url_raw( trim( (string) $value ), array( 'https', 'http' ) ) )
				: 'sanitize_text_field';
			register_setting( 'discussion', $name, array( 'type' => 'string', 'sanitize_callback' => $clean ) );
			add_settings_field( $name, esc_html( $texts[0] ), __NAMESPACE__ . '\setting', 'discussion', 'rejoinder', array( 'name' => $name, 'label_for' => $name ) );
		}
	}
);

/** What went wrong when a post was last sent. */
function problem(): void {
	$problem = (string) get_option( 'rejoinder_problem', '' );
	if ( '' !== $problem ) {
		echo '<p class="notice notice-error">' . esc_html( $problem ) . '</p>';
	}
}

/** One field on the settings page. */
function setting( array $arguments ): void {
	$name = $arguments['name'];
	$type = in_array( $name, array( 'rejoinder_api_key', 'rejoinder_secret' ), true ) ? 'password' : 'text';
	printf(
		'<input id="%1$s" name="%1$s" type="%2$s" value="%3$s" class="regular-text" autocomplete="off"><p class="description">%4$s</p>',
		esc_attr( $name ),
		esc_attr( $type ),
		esc_attr( (string) get_option( $name, '' ) ),
		esc_html( SETTINGS[ $name ][1] )
	);
}
