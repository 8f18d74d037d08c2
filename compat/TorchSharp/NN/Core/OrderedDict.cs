using System.Collections;

namespace TorchSharp.Utils;

/// <summary>A dictionary that keeps the order in which its entries were added.</summary>
public class OrderedDict<TKey, TValue> : IDictionary<TKey, TValue>, IList<(TKey, TValue)>
{
    private readonly List<(TKey, TValue)> _list = new();
    private readonly Dictionary<TKey, TValue> _dict = new();

    /// <summary>The value of a key.</summary>
    public TValue this[TKey key]
    {
        get => _dict[key];
        set
        {
            var index = IndexOfKey(key);
            _dict[key] = value;
            if (index < 0)
            {
                _list.Add((key, value));
            }
            else
            {
                _list[index] = (key, value);
            }
        }
    }

    /// <summary>The entry at a position.</summary>
    public (TKey, TValue) this[int index]
    {
        get => _list[index];
        set
        {
            _dict.Remove(_list[index].Item1);
            _list[index] = value;
            _dict[value.Item1] = value.Item2;
        }
    }

    /// <summary>Keys in order.</summary>
    public ICollection<TKey> Keys => _list.Select(entry => entry.Item1).ToList();

    /// <summary>Values in order.</summary>
    public ICollection<TValue> Values => _list.Select(entry => entry.Item2).ToList();

    /// <summary>How many entries there are.</summary>
    public int Count => _dict.Count;

    /// <summary>Always false.</summary>
    public bool IsReadOnly => false;

    /// <summary>Appends an entry.</summary>
    public void Add(TKey key, TValue value)
    {
        _dict.Add(key, value);
        _list.Add((key, value));
    }

    /// <summary>Appends an entry.</summary>
    public void Add(KeyValuePair<TKey, TValue> item) => Add(item.Key, item.Value);

    /// <summary>Appends an entry.</summary>
    public void Add((TKey, TValue) item) => Add(item.Item1, item.Item2);

    /// <summary>Inserts an entry at a position.</summary>
    public void Insert(int index, (TKey, TValue) item)
    {
        _dict.Add(item.Item1, item.Item2);
        _list.Insert(index, item);
    }

    /// <summary>Removes the entry of a key.</summary>
    public bool Remove(TKey key)
    {
        var index = IndexOfKey(key);
        if (index >= 0)
        {
            _list.RemoveAt(index);
        }

        return _dict.Remove(key);
    }

    /// <summary>Removes an entry.</summary>
    public bool Remove(KeyValuePair<TKey, TValue> item) => Remove(item.Key);

    /// <summary>Removes an entry.</summary>
    public bool Remove((TKey, TValue) item) => Remove(item.Item1);

    /// <summary>Removes the entry at a position.</summary>
    public void RemoveAt(int index)
    {
        _dict.Remove(_list[index].Item1);
        _list.RemoveAt(index);
    }

    /// <summary>Removes all entries.</summary>
    public void Clear()
    {
        _dict.Clear();
        _list.Clear();
    }

    /// <summary>Removes all entries.</summary>
    public void clear() => Clear();

    /// <summary>Whether a key is present.</summary>
    public bool ContainsKey(TKey key) => _dict.ContainsKey(key);

    /// <summary>Whether an entry is present.</summary>
    public bool Contains(KeyValuePair<TKey, TValue> item) => _dict.ContainsKey(item.Key);

    /// <summary>Whether an entry is present.</summary>
    public bool Contains((TKey, TValue) item) => _list.Contains(item);

    /// <summary>The value of a key, if it is present.</summary>
    public bool TryGetValue(TKey key, out TValue value) => _dict.TryGetValue(key, out value);

    /// <summary>The position of an entry, or -1.</summary>
    public int IndexOf((TKey, TValue) item) => _list.IndexOf(item);

    /// <summary>Copies the entries.</summary>
    public void CopyTo((TKey, TValue)[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);

    /// <summary>Copies the entries.</summary>
    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex)
    {
        foreach (var (key, value) in _list)
        {
            array[arrayIndex++] = new(key, value);
        }
    }

    /// <summary>Entries in order.</summary>
    public IEnumerator<(TKey, TValue)> GetEnumerator() => _list.GetEnumerator();

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() =>
        _list.Select(entry => new KeyValuePair<TKey, TValue>(entry.Item1, entry.Item2)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _list.GetEnumerator();

    private int IndexOfKey(TKey key) =>
        _dict.ContainsKey(key) ? _list.FindIndex(entry => EqualityComparer<TKey>.Default.Equals(entry.Item1, key)) : -1;
}
