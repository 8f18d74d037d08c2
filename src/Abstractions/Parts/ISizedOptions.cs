namespace Eegavi;

/// <summary>
/// Options that tell, before their part is made, how many numbers it will hold at least. A model described by a file from anywhere is held to its weights by
/// it before it is made, so that a few bytes cannot ask for all of the memory.
/// </summary>
public interface ISizedOptions
{
    /// <summary>
    /// Numbers in parameters and buffers, without those of parts in the options: never more than the part will hold, and no small fraction of it where widths are large.
    /// </summary>
    /// <param name="sizes">What the part will be made with.</param>
    double LeastNumbers(PartSizes sizes);
}
