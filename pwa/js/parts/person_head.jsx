// A person's name with sex and age, and the tags below it.

/**
 * @typedef {{ text: string, tone?: 'managed' | 'warn' }} Tag
 */

/**
 * @param {{ name: string, about: string, detail?: string, tags?: Tag[], trail?: string, large?: boolean }} props
 */
export function PersonHead({ name, about, detail, tags = [], trail, large = false }) {
  return (
    <div class="person">
      <div class="stop-line">
        <h2 class={`name ${large ? 'large' : ''}`}>{name}</h2>
        <span class="about">{about}</span>
        {trail && <span class="trail">{trail}</span>}
      </div>
      {detail && <p class="second">{detail}</p>}
      {tags.length > 0 && (
        <p class="tags">
          {tags.map((tag) => (
            <span key={tag.text} class={`tag ${tag.tone ?? ''}`}>
              {tag.text}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}
