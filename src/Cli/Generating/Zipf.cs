namespace ReplayGraph.Cli.Generating;

/// <summary>The Zipf distribution: item k of n has weight 1 / k^s, so that a few are very common.</summary>
internal sealed class Zipf
{
    private readonly double[] _upTo;

    internal Zipf(int n, double s)
    {
        _upTo = new double[n];
        double sum = 0;
        for (int k = 1; k <= n; k++)
        {
            _upTo[k - 1] = sum += Math.Pow(k, -s);
        }
    }

    /// <summary>Draws an index from 0.</summary>
    internal int Draw(Dice dice)
    {
        int found = Array.BinarySearch(_upTo, dice.Unit() * _upTo[^1]);
        return found >= 0 ? found : ~found;
    }
}
