import { mount } from 'svelte';
import { Browser } from './inbox/browser.svelte';
import './ui/base.css';
import App from './ui/App.svelte';

const target = document.getElementById('app');
const browser = new Browser();
// Not awaited at the top: the texts' file imports this one, and would wait for its end.
void browser.speak().then(() => target && mount(App, { target, props: { browser } }));
